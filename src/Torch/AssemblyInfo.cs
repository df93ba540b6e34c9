using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Studio.Torch.Tests")]
