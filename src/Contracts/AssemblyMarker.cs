namespace Studio.Contracts;

/// <summary>Names this assembly for the test that checks the arrows of ARCHITECTURE.md.</summary>
public static class AssemblyMarker;
