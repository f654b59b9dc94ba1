namespace Tureen.Engine.Events;

/// <summary>mediasoup's data consumer "message", of type direct.</summary>
internal sealed record DataConsumerMessageEvent(string TargetId, DataConsumerMessage Message) : EngineEvent(TargetId)
{
    public override int DataLength => Message.Data.Length;
}
