using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private VideoOrientation? _orientation;
    private TokenBucket _orientationEvents = new(EngineLimits.OrientationEventBurst, EngineLimits.OrientationEventsPerSecond);

    /// <summary>Tells of the first orientation and of each change; a sender that turns ever so fast is heard at a bounded rate.</summary>
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
