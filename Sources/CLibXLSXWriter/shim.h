#ifndef ONCEONLY_CLIBXLSXWRITER_SHIM_H
#define ONCEONLY_CLIBXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
