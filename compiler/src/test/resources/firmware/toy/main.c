/* A user's program beside the model, which the test firmware must leave out. */
int main(void)
{
    return 1;
}
