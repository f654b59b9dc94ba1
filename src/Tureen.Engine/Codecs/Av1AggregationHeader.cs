using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>The first byte of an AV1 payload.</summary>
/// <remarks>
/// AV1 RTP payload format §4.4. The OBUs behind it are not read: where a stream has layers, its dependency descriptor describes them.
/// <code>
/// |Z|Y|W W|N|-|-|-| continues an OBU, goes on in the next packet, OBU elements, new coded video sequence
/// </code>
/// </remarks>
internal static class Av1AggregationHeader
{
    /// <summary>First packet of a coded video sequence, which begins with a key frame and cannot continue an OBU.</summary>
    public static bool IsNewSequence(ReadOnlySpan<byte> payload) => !payload.IsEmpty && (payload[0] & 0x88) == 0x08;

    /// <summary>What a packet without a dependency descriptor says.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, bool marker, out PayloadDescriptor read)
    {
        read = new PayloadDescriptor { IsPresent = true, IsKeyFrame = IsNewSequence(payload), IsFrameEnd = marker };
        return true;
    }
}
