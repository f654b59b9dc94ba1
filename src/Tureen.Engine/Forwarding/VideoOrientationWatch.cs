using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding;

/// <summary>Notices the first orientation of a producer's pictures and each change, at a bounded rate however fast a sender turns.</summary>
internal sealed class VideoOrientationWatch
{
    private VideoOrientation? _newest;
    private TokenBucket _changes = new(EngineLimits.OrientationEventBurst, EngineLimits.OrientationEventsPerSecond);

    /// <summary>Reads the header extension of a packet; true when the orientation is another one.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="id">The id of the header extension; 0 if it was not negotiated.</param>
    /// <param name="changed">The new orientation.</param>
    public bool TryChange(Timestamp now, in RtpPacket packet, int id, [NotNullWhen(true)] out ProducerVideoOrientation? changed)
    {
        changed = null;
        if (id == 0
            || !packet.TryGetExtension(id, out ReadOnlySpan<byte> value)
            || !VideoOrientation.TryRead(value, out VideoOrientation orientation)
            || orientation == _newest
            || !_changes.TryTake(now))
        {
            return false;
        }

        _newest = orientation;
        changed = new ProducerVideoOrientation(orientation.IsBackCamera, orientation.IsFlipped, orientation.Rotation);
        return true;
    }
}
