using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private VideoOrientation? _orientation;
    private TokenBucket _orientationEvents = new(EngineLimits.OrientationEventBurst, EngineLimits.OrientationEventsPerSecond);

    /// <summary>Raises the first orientation and each change, at a bounded rate however fast the sender turns.</summary>
    private void ObserveOrientation(Timestamp now, in RtpPacket packet)
    {
        if (_ids.VideoOrientation == 0
            || !packet.TryGetExtension(_ids.VideoOrientation, out ReadOnlySpan<byte> value)
            || !VideoOrientation.TryRead(value, out VideoOrientation orientation)
            || orientation == _orientation
            || !_orientationEvents.TryTake(now))
        {
            return;
        }

        _orientation = orientation;
        _context.Events.Enqueue(new ProducerVideoOrientationEvent(
            Id,
            new ProducerVideoOrientation(orientation.IsBackCamera, orientation.IsFlipped, orientation.Rotation)));
    }
}
