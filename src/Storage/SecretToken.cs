using System.Buffers.Text;
using System.Security.Cryptography;

namespace Studio.Storage;

/// <summary>A random secret for a link or a job; only its hash is kept.</summary>
static class SecretToken
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
