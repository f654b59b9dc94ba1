namespace Tureen;

/// <summary>Subchannels in the form of the engine.</summary>
internal static class DataSubchannels
{
    /// <summary>Each once, modulo 65536 (mediasoup's rule).</summary>
    public static ushort[] Resolve(IEnumerable<int>? subchannels) =>
        subchannels is null ? [] : [.. subchannels.Select(static value => unchecked((ushort)value)).Distinct()];
}
