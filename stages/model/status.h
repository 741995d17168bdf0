/* How a call ended. Errors travel up as one of these, with the message in the report's diagnostics. */
#ifndef BAOGAO_MODEL_STATUS_H
#define BAOGAO_MODEL_STATUS_H

enum status {
    STATUS_OK,
    STATUS_NO_MEMORY,   /* an allocation failed or a size overflowed */
    STATUS_INPUT,       /* this input cannot be read; the rest of the run goes on */
    STATUS_OUTPUT,      /* the output cannot be written */
    STATUS_INTERRUPTED, /* a signal asked the run to stop */
};

#endif
