#ifndef CIMAGES_OUTCOME_H
#define CIMAGES_OUTCOME_H

#include <stdio.h>

#include "CImages.h"

static inline CImagesOutcome cimages_outcome(int32_t status, const char *message) {
  CImagesOutcome outcome = {.status = status};
  snprintf(outcome.message, sizeof outcome.message, "%s", message);
  return outcome;
}

#endif
