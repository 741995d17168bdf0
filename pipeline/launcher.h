/* This program as the launcher of another: `baogao --confined PROFILE PROGRAM ARGUMENT...` takes from itself what the
 * other is not to have, then becomes it. A document that takes the other over has no network, no files and little
 * memory, time and room.
 *
 * Profiles: `reader` reads its standard input and writes its standard output, and of files reads /usr, /lib and /etc
 * only; `office` may write the folder that the environment names as HOME besides, and talk to itself. Where the kernel
 * has no Landlock the other limits hold. Ends with 127 where the program is not installed, 126 where a limit cannot
 * be set. */
#ifndef BAOGAO_PIPELINE_LAUNCHER_H
#define BAOGAO_PIPELINE_LAUNCHER_H

/* The path of this program for posix_spawn. */
#define LAUNCHER "/proc/self/exe"

int launcher_main(int argc, char **argv);

#endif
