using System.Globalization;

namespace TorchSharp;

/// <summary>Kind of a device; the numbers are libtorch's.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
}

public static partial class torch
{
    /// <summary>Where a tensor lives: "cpu", "cuda" or "cuda:1".</summary>
    public class Device : IEquatable<Device>
    {
        public Device(DeviceType type, int index = -1)
        {
            this.type = type;
            this.index = type == DeviceType.CPU ? -1 : Math.Max(index, 0);
        }

        /// <exception cref="ArgumentException">The text names no device.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = parts[0] switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                _ => throw new ArgumentException($"'{description}' is not a device; use cpu, cuda or cuda:0.", nameof(description)),
            };
            index = type == DeviceType.CPU ? -1 : parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        }

        public DeviceType type { get; }

        /// <summary>Number of the device among its kind; -1 for the CPU.</summary>
        public int index { get; }

        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        public override bool Equals(object? obj) => Equals(obj as Device);

        public override int GetHashCode() => HashCode.Combine(type, index);

        public override string ToString() => type == DeviceType.CPU ? "cpu" : $"cuda:{index}";
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device CUDA = new(DeviceType.CUDA, 0);

    /// <inheritdoc cref="Device(string)"/>
    public static Device device(string description) => new(description);

    public static Device device(DeviceType type, int index = -1) => new(type, index);
}
