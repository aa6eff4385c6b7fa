/* Demo for an M5StickV: a network looks at the camera's frames, and the display shows what it sees. The console (115200 baud) gets a line a frame: class,
 * percent, microseconds of the inference.
 */
#include "modelc_axp192.h"
#include "modelc_camera.h"
#include "modelc_decision.h"
#include "modelc_demo_model.h"
#include "modelc_k210.h"
#include "modelc_k210_dvp.h"
#include "modelc_k210_pins.h"
#include "modelc_k210_system.h"
#include "modelc_picture.h"
#include "modelc_screen.h"
#include "modelc_st7789.h"

#include <stddef.h>

#define PICTURE_PIXELS (MODELC_DEMO_HEIGHT * MODELC_DEMO_WIDTH)
#define ERROR_TOP 60
#define ERROR_LEFT 8

static uint16_t screen[MODELC_SCREEN_HEIGHT * MODELC_SCREEN_WIDTH];
static uint8_t picture[MODELC_DEMO_CHANNELS * PICTURE_PIXELS];

static void show_error(const char *text)
{
    modelc_k210_print(text);
    modelc_k210_print("\r\n");
    modelc_screen_clear(screen);
    modelc_screen_print(screen, ERROR_TOP, ERROR_LEFT, 2, MODELC_SCREEN_WHITE, text);
    modelc_st7789_show(screen);
}

static void take_picture(const modelc_frame *frame, const modelc_part *part)
{
    modelc_picture_shrink(frame, part, MODELC_DEMO_CHANNELS, MODELC_DEMO_HEIGHT, MODELC_DEMO_WIDTH, picture);
    if (MODELC_DEMO_IS_WRITING) {
        modelc_picture_take_ink(MODELC_DEMO_HEIGHT, MODELC_DEMO_WIDTH, picture);
    }
}

static void print_result(const modelc_decision *decision, uint32_t microseconds)
{
    modelc_k210_print(modelc_demo_names[decision->class_index]);
    modelc_k210_print(" ");
    modelc_k210_print_number((uint32_t)decision->percent);
    modelc_k210_print(" % ");
    modelc_k210_print_number(microseconds);
    modelc_k210_print(" us\r\n");
}

static void look(const uint8_t *planes)
{
    const modelc_frame frame = { planes, MODELC_K210_DVP_HEIGHT, MODELC_K210_DVP_WIDTH };
    const modelc_part part = modelc_picture_part(&frame, MODELC_DEMO_HEIGHT, MODELC_DEMO_WIDTH);
    float scores[MODELC_DEMO_CLASSES];
    modelc_decision decision;
    uint64_t start;
    uint32_t microseconds;
    if (!MODELC_DEMO_IS_IN_PLACE) {
        take_picture(&frame, &part);
    }
    start = modelc_k210_microseconds();
    modelc_demo_run(picture, scores);
    microseconds = (uint32_t)(modelc_k210_microseconds() - start);
    decision = modelc_decide(scores, MODELC_DEMO_CLASSES, MODELC_DEMO_PROBABILITIES);
    modelc_screen_report(screen, &frame, &part, modelc_demo_names[decision.class_index], decision.percent, microseconds);
    modelc_st7789_show(screen);
    print_result(&decision, microseconds);
}

/* With the identity, which tells what is missing here. */
static void show_other_camera(uint32_t identity)
{
    char text[] = "OTHER CAMERA 000000";
    for (uint32_t digit = 0; digit < 6; digit++) {
        text[sizeof text - 2 - digit] = "0123456789ABCDEF"[identity >> 4 * digit & 15u];
    }
    show_error(text);
}

/* Power, display, camera. Returns whether frames will come. */
static int32_t start_board(void)
{
    modelc_camera camera;
    modelc_k210_start_pins();
    if (!modelc_axp192_start()) {
        modelc_k210_print("no power chip\r\n");
    }
    modelc_st7789_start();
    camera = modelc_camera_start();
    if (!camera.answers) {
        show_error("NO CAMERA");
    } else if (!camera.delivers) {
        show_other_camera(camera.identity);
    } else {
        modelc_k210_receive(modelc_demo_planes());
    }
    return camera.delivers;
}

int main(void)
{
    modelc_k210_run_fast();
    modelc_k210_print("\r\nmodelc demo\r\n");
    if (!start_board()) {
        return 1;
    }
    for (;;) {
        const uint8_t *const planes = modelc_k210_take_frame();
        if (planes == NULL) {
            show_error("NO FRAME");
        } else {
            look(planes);
        }
    }
}
