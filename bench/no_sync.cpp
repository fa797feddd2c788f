// Preloaded, it takes durability away: what is left is what a program does without its guarantees.
#include <unistd.h>

extern "C" int fsync(int /*descriptor*/) { return 0; }
extern "C" int fdatasync(int /*descriptor*/) { return 0; }
