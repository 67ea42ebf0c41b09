import Laboratory
