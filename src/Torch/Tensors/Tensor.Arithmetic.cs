using TorchSharp.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Aten.add_Tensor.Call(left, right);

        public static Tensor operator +(Tensor left, Scalar right) => Aten.add_Scalar.Call(left, right);

        public static Tensor operator +(Scalar left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => Aten.sub_Tensor.Call(left, right);

        public static Tensor operator -(Tensor left, Scalar right) => Aten.sub_Scalar.Call(left, right);

        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator -(Tensor tensor) => Aten.neg.Call(tensor);

        public static Tensor operator *(Tensor left, Tensor right) => Aten.mul_Tensor.Call(left, right);

        public static Tensor operator *(Tensor left, Scalar right) => Aten.mul_Scalar.Call(left, right);

        public static Tensor operator *(Scalar left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Aten.div_Tensor.Call(left, right);

        public static Tensor operator /(Tensor left, Scalar right) => Aten.div_Scalar.Call(left, right);

        public static Tensor operator /(Scalar left, Tensor right)
        {
            using var inverse = right.reciprocal();
            return Aten.mul_Scalar.Call(inverse, left);
        }

        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => Aten.remainder_Tensor.Call(left, right);

        public static Tensor operator &(Tensor left, Tensor right) => Aten.bitwise_and_Tensor.Call(left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Aten.bitwise_or_Tensor.Call(left, right);

        public static Tensor operator ~(Tensor tensor) => Aten.logical_not.Call(tensor);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public Tensor add(Tensor target) => Aten.add_Tensor.Call(this, target);

        /// <summary>this + alpha · target.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.add_Scalar.Call(this, scalar);

        public Tensor add_(Tensor target) => Aten.add_InPlaceTensor.CallInPlace(this, this, target);

        /// <summary>this ← this + alpha · target.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add_InPlaceTensor.CallInPlace(this, this, target, alpha);

        public Tensor add_(Scalar scalar) => Aten.add_InPlaceScalar.CallInPlace(this, this, scalar);

        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call(this, target);

        public Tensor sub(Scalar scalar) => Aten.sub_Scalar.Call(this, scalar);

        public Tensor sub_(Tensor target) => Aten.sub_InPlaceTensor.CallInPlace(this, this, target);

        public Tensor sub_(Scalar scalar) => Aten.sub_InPlaceScalar.CallInPlace(this, this, scalar);

        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar scalar) => Aten.mul_Scalar.Call(this, scalar);

        public Tensor mul_(Tensor target) => Aten.mul_InPlaceTensor.CallInPlace(this, this, target);

        public Tensor mul_(Scalar scalar) => Aten.mul_InPlaceScalar.CallInPlace(this, this, scalar);

        public Tensor div(Tensor target) => Aten.div_Tensor.Call(this, target);

        public Tensor div(Scalar target) => Aten.div_Scalar.Call(this, target);

        public Tensor div_(Tensor target) => Aten.div_InPlaceTensor.CallInPlace(this, this, target);

        public Tensor div_(Scalar target) => Aten.div_InPlaceScalar.CallInPlace(this, this, target);

        public Tensor floor_divide(Tensor other) => Aten.div_TensorMode.Call(this, other, "floor");

        public Tensor floor_divide(Scalar other) => Aten.div_ScalarMode.Call(this, other, "floor");

        public Tensor remainder(Scalar other) => Aten.remainder_Scalar.Call(this, other);

        public Tensor remainder(Tensor other) => Aten.remainder_Tensor.Call(this, other);

        /// <summary>this + value · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcmul_.CallInPlace(this, this, tensor1, tensor2, value);

        /// <summary>this + value · tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Aten.addcdiv_.CallInPlace(this, this, tensor1, tensor2, value);

        /// <summary>this + weight · (end − this).</summary>
        public Tensor lerp(Tensor end, Scalar weight) => Aten.lerp_Scalar.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Scalar weight) => Aten.lerp_InPlaceScalar.CallInPlace(this, this, end, weight);

        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);

        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);
    }
}
