#ifndef ONCEONLY_CLIBCRYPTO_SHIM_H
#define ONCEONLY_CLIBCRYPTO_SHIM_H

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#endif
