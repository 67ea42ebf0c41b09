import Faces
