"""Makes the models of this folder: scikit-learn's classifiers and regressors as skl2onnx exports them, each of a few kB.

Needs the PyPI packages scikit-learn 1.9.1 and skl2onnx 1.20.0. Argument: the folder to write to.
"""

import os
import sys

import numpy
import onnx
from sklearn.ensemble import (
    AdaBoostClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer, MinMaxScaler, Normalizer, PowerTransformer, StandardScaler
from sklearn.svm import SVC, SVR, LinearSVC, OneClassSVM
from sklearn.tree import DecisionTreeClassifier
from skl2onnx import to_onnx

generator = numpy.random.default_rng(1)
X = generator.normal(size=(300, 6)).astype(numpy.float32)
TWO = (X[:, 0] + X[:, 1] * X[:, 2] > 0).astype(int)
THREE = (X[:, 0] > 0).astype(int) + 2 * (X[:, 1] * X[:, 2] > 1).astype(int)
NAMES = numpy.array(["idle", "walking", "running", "running"])[THREE]
REAL = X[:, 0] * 2 + X[:, 1] ** 2

MODELS = {
    "decision_tree": (DecisionTreeClassifier(max_depth=4, random_state=0), TWO),
    "random_forest": (RandomForestClassifier(6, max_depth=4, random_state=0), THREE),
    "random_forest_of_two": (RandomForestClassifier(5, max_depth=3, random_state=0), TWO),
    "random_forest_of_names": (RandomForestClassifier(3, max_depth=3, random_state=0), NAMES),
    "gradient_boosting": (GradientBoostingClassifier(n_estimators=4, max_depth=3, random_state=0), THREE),
    "gradient_boosting_of_two": (GradientBoostingClassifier(n_estimators=6, max_depth=3, random_state=0), TWO),
    "ada_boost": (AdaBoostClassifier(n_estimators=3, random_state=0), THREE),
    "gradient_boosting_regressor": (GradientBoostingRegressor(n_estimators=6, max_depth=3, random_state=0), REAL),
    "extra_trees_regressor": (ExtraTreesRegressor(5, max_depth=4, random_state=0), REAL),
    "logistic_regression": (make_pipeline(StandardScaler(), LogisticRegression()), TWO),
    "logistic_regression_of_four": (make_pipeline(Normalizer(), Binarizer(threshold=0.1), LogisticRegression()), THREE),
    "linear_svc": (LinearSVC(random_state=0), THREE),
    "linear_regression": (make_pipeline(SimpleImputer(), MinMaxScaler(), LinearRegression()), REAL),
    "svr": (SVR(kernel="rbf", C=0.1, epsilon=1), REAL),
    "svc": (SVC(C=1), THREE),
    "svc_of_two": (SVC(kernel="poly", C=0.3), TWO),
    "svc_probabilities": (SVC(kernel="linear", C=0.3, probability=True, random_state=0), THREE),
    "svc_probabilities_of_two": (SVC(kernel="sigmoid", C=0.3, probability=True, random_state=0), TWO),
    "one_class": (OneClassSVM(nu=0.2), TWO),
    "nearest_neighbours": (KNeighborsClassifier(3), THREE),
    "power_transform": (make_pipeline(PowerTransformer(), LinearRegression()), REAL),
    "naive_bayes": (GaussianNB(), THREE),
    "perceptron": (MLPClassifier((8,), max_iter=50, random_state=0), THREE),
}


def export(model, labels):
    model.fit(X, labels)
    options = {"zipmap": False} if hasattr(model, "predict_proba") else None
    return to_onnx(model, X[:1], options=options, target_opset={"": 17, "ai.onnx.ml": 3})


if __name__ == "__main__":
    for name, (model, labels) in MODELS.items():
        onnx.save(export(model, labels), os.path.join(sys.argv[1], f"{name}.onnx"))
