#include "CLinear.h"

#include <linear.h>
#include <stdbool.h>
#include <stdlib.h>

static void be_quiet(const char *text) { (void)text; }

/// Fills in the lines of a problem: all values, the bias, and the mark that ends a line.
static void fill(
    struct problem *problem, struct feature_node *nodes, int32_t columns, const float *values,
    const int32_t *labels) {
  for (int row = 0; row < problem->l; row++) {
    struct feature_node *line = nodes + (size_t)row * (columns + 2);
    for (int column = 0; column < columns; column++) {
      line[column].index = column + 1;
      line[column].value = values[(size_t)row * columns + column];
    }
    line[columns] = (struct feature_node){columns + 1, 1};
    line[columns + 1].index = -1;
    problem->x[row] = line;
    problem->y[row] = labels[row];
  }
}

/// Copies weights out, which liblinear keeps by feature, then class; of two classes it keeps one
/// line, the first class's.
static void copy(const struct model *model, int32_t columns, int32_t classes, float *weights) {
  int lines = classes == 2 ? 1 : classes;
  for (int place = 0; place < classes; place++) {
    float *target = weights + (size_t)model->label[place] * (columns + 1);
    for (int column = 0; column <= columns; column++) {
      double value = model->w[(size_t)column * lines + (classes == 2 ? 0 : place)];
      target[column] = classes == 2 && place == 1 ? -value : value;
    }
  }
}

static clinear_outcome train_problem(
    const struct problem *problem, double cost, double tolerance, int32_t columns,
    int32_t classes, float *weights) {
  struct parameter parameter = {
      .solver_type = L2R_L2LOSS_SVC_DUAL, .eps = tolerance, .C = cost, .p = 0.1};
  if (check_parameter(problem, &parameter)) return CLINEAR_REFUSED;
  set_print_string_function(be_quiet);
  srand(1);
  struct model *model = train(problem, &parameter);
  if (!model) return CLINEAR_NO_MEMORY;
  bool is_whole = model->nr_class == classes;
  if (is_whole) copy(model, columns, classes, weights);
  free_and_destroy_model(&model);
  return is_whole ? CLINEAR_DONE : CLINEAR_REFUSED;
}

clinear_outcome clinear_train(
    int32_t rows, int32_t columns, int32_t classes, const float *values, const int32_t *labels,
    double cost, double tolerance, float *weights) {
  struct problem problem = {.l = rows, .n = columns + 1, .bias = 1};
  struct feature_node *nodes = calloc((size_t)rows * (columns + 2), sizeof *nodes);
  problem.x = calloc(rows, sizeof *problem.x);
  problem.y = calloc(rows, sizeof *problem.y);
  clinear_outcome outcome = CLINEAR_NO_MEMORY;
  if (nodes && problem.x && problem.y) {
    fill(&problem, nodes, columns, values, labels);
    outcome = train_problem(&problem, cost, tolerance, columns, classes, weights);
  }
  free(problem.y);
  free(problem.x);
  free(nodes);
  return outcome;
}
