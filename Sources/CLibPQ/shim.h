#ifndef ONCEONLY_CLIBPQ_SHIM_H
#define ONCEONLY_CLIBPQ_SHIM_H

#include <libpq-fe.h>

#endif
