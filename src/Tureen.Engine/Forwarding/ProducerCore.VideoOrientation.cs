using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private VideoOrientation? _videoOrientation;

    /// <summary>Tells of the first orientation and of every change.</summary>
    private void HandleVideoOrientation(in RtpPacket packet)
    {
        if (_ids.VideoOrientation == 0
            || !packet.TryGetExtension(_ids.VideoOrientation, out ReadOnlySpan<byte> value)
            || !VideoOrientation.TryRead(value, out VideoOrientation orientation)
            || orientation == _videoOrientation)
        {
            return;
        }

        _videoOrientation = orientation;
        _context.Events.Enqueue(new ProducerVideoOrientationEvent(
            Id, new ProducerVideoOrientation(orientation.IsBackCamera, orientation.IsFlipped, orientation.Rotation)));
    }
}
