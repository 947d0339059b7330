#ifndef ONCEONLY_CLIBZIP_SHIM_H
#define ONCEONLY_CLIBZIP_SHIM_H

#include <zip.h>

#endif
