/* QEMU TCG plugin: counts the instructions executed between two functions of a firmware image.
 *
 * Arguments: begin=<address>,end=<address>,out=<file>   addresses of the marker functions, hexadecimal
 *            layer=<address>,layers=<address>           optional: of the function and the array that tell layers apart
 *            trap=<address>                             optional: of a trap handler that emulates hardware
 *
 * Counting starts when the first marker function is entered and stops for good when the second one is; their own
 * instructions do not count. Then the file gets one line for each translated block that ran: address, instructions
 * executed. The rest of the program runs at full speed.
 *
 * The layer function writes to the element of the layers array that has the number of the layer which begins. What is
 * executed from then on to its next call is that layer's: a line "layer <number> <instructions>" for each. The function's
 * own instructions do not count.
 *
 * QEMU calls back once for each block executed, and a block either runs to its end or raises an exception. An inference
 * does that only where hardware is emulated: the handler does not count, and where it returns into the block that raised
 * the exception, what that block had counted too early is taken back. So the counts are exact.
 *
 * The declarations stand here instead of qemu-plugin.h, which distributions do not package. They have not changed
 * between QEMU 4.2 and 10; only the number of the interface has.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef struct qemu_info_t qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint32_t qemu_plugin_meminfo_t;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_R = 1, QEMU_PLUGIN_MEM_W, QEMU_PLUGIN_MEM_RW };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           void (*callback)(qemu_plugin_id_t, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, void (*callback)(unsigned, void *),
                                          enum qemu_plugin_cb_flags flags, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *instruction,
                                      void (*callback)(unsigned, qemu_plugin_meminfo_t, uint64_t, void *),
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw accesses, void *data);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
void qemu_plugin_reset(qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *instruction);

/* Interface 2, QEMU 9.0, renamed this function: its presence tells which number QEMU expects. */
extern int qemu_plugin_num_vcpus(void) __attribute__((weak));

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv);

struct block {
    uint64_t address;
    uint64_t instructions;
    uint64_t runs;
    uint64_t skipped;  /* instructions that were not reached, in all runs */
    uint64_t *returns; /* where a handler may return to: the address behind each instruction */
    struct block *next;
};

#define MOST_LAYERS 100000

static uint64_t begin_address;
static uint64_t end_address;
static uint64_t trap_address;
static struct block *previous;
static struct block *interrupted; /* while the handler runs */
static uint64_t layer_address;
static uint64_t layers_address;
static uint64_t layer_instructions[MOST_LAYERS];
static size_t layer;
static const char *out_path;
static bool counting;
static bool finished;
static bool marking;
static qemu_plugin_id_t plugin_id;
static struct block *blocks;

__attribute__((constructor)) static void choose_interface(void)
{
    if (qemu_plugin_num_vcpus != NULL) {
        qemu_plugin_version = 2;
    }
}

static void write_counts(void)
{
    FILE *out = fopen(out_path, "w");
    if (out == NULL) {
        perror(out_path);
        exit(1);
    }
    for (const struct block *block = blocks; block != NULL; block = block->next) {
        if (block->runs != 0) {
            fprintf(out, "%" PRIx64 " %" PRIu64 "\n", block->address, block->instructions * block->runs - block->skipped);
        }
    }
    for (size_t i = 0; i < MOST_LAYERS; i++) {
        if (layer_instructions[i] != 0) {
            fprintf(out, "layer %zu %" PRIu64 "\n", i, layer_instructions[i]);
        }
    }
    fclose(out);
}

static void on_reset(qemu_plugin_id_t id)
{
    (void)id;
}

/* Whether the handler has returned to this address; takes back what the interrupted block had not executed. */
static bool has_returned(uint64_t address)
{
    for (uint64_t i = 0; i < interrupted->instructions; i++) {
        if (interrupted->returns[i] == address) {
            const uint64_t skipped = interrupted->instructions - i - 1;
            interrupted->skipped += skipped;
            layer_instructions[layer] -= skipped;
            interrupted = NULL;
            return true;
        }
    }
    return false;
}

static void on_block_executed(unsigned cpu, void *data)
{
    struct block *block = data;
    (void)cpu;
    if (finished || (interrupted != NULL && !has_returned(block->address))) {
        return;
    }
    if (counting && block->address == trap_address) {
        interrupted = previous;
        return;
    }
    previous = block;
    if (block->address == begin_address) {
        counting = true;
    } else if (counting && block->address == end_address) {
        finished = true;
        write_counts();
        qemu_plugin_reset(plugin_id, on_reset);
    } else if (block->address == layer_address) {
        marking = true;
    } else if (counting) {
        block->runs++;
        layer_instructions[layer] += block->instructions;
    }
}

static void on_layer_written(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
    (void)cpu;
    (void)info;
    (void)data;
    /* QEMU may call this for stores of later blocks, too, where helper functions carry them out. */
    if (marking && address >= layers_address && address - layers_address < MOST_LAYERS) {
        layer = address - layers_address;
        marking = false;
    }
}

static void on_block_translated(qemu_plugin_id_t id, struct qemu_plugin_tb *translated)
{
    struct block *block = calloc(1, sizeof *block);
    (void)id;
    if (block == NULL) {
        abort();
    }
    block->address = qemu_plugin_tb_vaddr(translated);
    block->instructions = qemu_plugin_tb_n_insns(translated);
    block->returns = calloc(block->instructions, sizeof *block->returns);
    if (block->returns == NULL) {
        abort();
    }
    for (size_t i = 0; i < block->instructions; i++) {
        const struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(translated, i);
        block->returns[i] = qemu_plugin_insn_vaddr(instruction) + qemu_plugin_insn_size(instruction);
    }
    block->next = blocks;
    blocks = block;
    qemu_plugin_register_vcpu_tb_exec_cb(translated, on_block_executed, QEMU_PLUGIN_CB_NO_REGS, block);
    for (size_t i = 0; block->address == layer_address && i < block->instructions; i++) {
        qemu_plugin_register_vcpu_mem_cb(qemu_plugin_tb_get_insn(translated, i), on_layer_written, QEMU_PLUGIN_CB_NO_REGS,
                                         QEMU_PLUGIN_MEM_W, NULL);
    }
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "begin=", 6) == 0) {
            begin_address = strtoull(argv[i] + 6, NULL, 16);
        } else if (strncmp(argv[i], "end=", 4) == 0) {
            end_address = strtoull(argv[i] + 4, NULL, 16);
        } else if (strncmp(argv[i], "layer=", 6) == 0) {
            layer_address = strtoull(argv[i] + 6, NULL, 16);
        } else if (strncmp(argv[i], "layers=", 7) == 0) {
            layers_address = strtoull(argv[i] + 7, NULL, 16);
        } else if (strncmp(argv[i], "trap=", 5) == 0) {
            trap_address = strtoull(argv[i] + 5, NULL, 16);
        } else if (strncmp(argv[i], "out=", 4) == 0) {
            out_path = strdup(argv[i] + 4);
        }
    }
    if (begin_address == 0 || end_address == 0 || out_path == NULL) {
        fprintf(stderr, "count.c: needs begin=, end= and out=\n");
        return -1;
    }
    plugin_id = id;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_block_translated);
    return 0;
}
