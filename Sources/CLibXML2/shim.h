#ifndef ONCEONLY_CLIBXML2_SHIM_H
#define ONCEONLY_CLIBXML2_SHIM_H

// The distribution's headers pull in the system ICU, which clashes with the one Foundation brings;
// without this a cold build fails and its retry passes.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxml/xmlerror.h>

// libxml2's own xmlFree is a mutable global function pointer, which Swift 6 does not let be read.
static inline void onceonly_xml_free(void *memory) { xmlFree(memory); }

#endif
