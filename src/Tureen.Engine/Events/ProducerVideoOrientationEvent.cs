namespace Tureen.Engine.Events;

/// <summary>mediasoup's producer "videoorientationchange".</summary>
internal sealed record ProducerVideoOrientationEvent(string TargetId, ProducerVideoOrientation Orientation) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.VideoOrientation;
}
