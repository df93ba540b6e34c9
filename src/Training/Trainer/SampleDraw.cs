namespace Studio.Training.Trainer;

/// <summary>One look at one sample in an epoch.</summary>
/// <param name="Sample">Index into the cache.</param>
/// <param name="Copy">How often the epoch has looked at this sample before; each look has its own random changes.</param>
/// <param name="Top">First row of the patch in the network's input, margin included (may be negative); 0 for the whole image.</param>
/// <param name="Left">Its first column, likewise.</param>
readonly record struct SampleDraw(int Sample, int Copy = 0, int Top = 0, int Left = 0);
