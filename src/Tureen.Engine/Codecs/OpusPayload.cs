namespace Tureen.Engine.Codecs;

/// <summary>What the first byte of an Opus packet says (RFC 6716 §3.1).</summary>
internal static class OpusPayload
{
    /// <summary>Whether the packet only stands for silence: its frames are empty.</summary>
    public static bool IsDtx(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        return (payload[0] & 0x03) switch
        {
            0 or 1 => payload.Length == 1,
            2 => payload.Length == 2,
            _ => false,
        };
    }
}
