"""Reads QuestionnaireResponses, one JSON a line, with the models of fhir.resources, and says which it refuses.

Its oldest are those of R4B, in which this resource is the one of R4.
"""

import json
import sys

from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from pydantic import ValidationError

n_read, refused = 0, []
for line in sys.stdin:
    one = json.loads(line)
    n_read += 1
    try:
        QuestionnaireResponse.model_validate(one["response"])
    except ValidationError as error:
        # Where and which rule; never what somebody answered.
        refused.append(f"{one['from']}: " + "; ".join(f"{problem['loc']} {problem['type']}" for problem in error.errors()))
print(f"{n_read} read")
print("\n".join(refused), file=sys.stderr)
sys.exit(1 if refused else 0)
