using Studio.Training.Jobs;

namespace Studio.Training.Trainer;

/// <summary>The loss is infinite or not a number: the weights of this epoch are worth nothing.</summary>
sealed class LossNotFiniteException(int epoch, long step)
    : JobFailureException($"The loss is no longer a number (epoch {epoch}, step {step}).")
{
    public static void ThrowIfNotFinite(double loss, int epoch, long step)
    {
        if (!double.IsFinite(loss))
        {
            throw new LossNotFiniteException(epoch, step);
        }
    }
}
