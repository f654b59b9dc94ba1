namespace Tureen.Fuzz.Inputs;

/// <summary>How large inputs grow.</summary>
internal static class InputLimits
{
    /// <summary>Bytes.</summary>
    public const int MaxLength = 16_384;

    /// <summary>Enough for a handshake and a stream of packets, few enough for thousands of runs a second.</summary>
    public const int MaxOperations = 96;

    /// <summary>Bytes of one operation; the longest datagram that the engine takes.</summary>
    public const int MaxOperationLength = 1500;
}
