namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The layers to send at most; null without layers.</summary>
    public virtual ConsumerLayers? PreferredLayers => null;

    /// <summary>The layers that are sent now; null without layers, and while nothing is sent.</summary>
    public virtual ConsumerLayers? CurrentLayers => null;

    /// <summary>Takes the layers to send at most and returns them as they hold; null, and no effect, without layers.</summary>
    public virtual ConsumerLayers? SetPreferredLayers(Primitives.Timestamp now, ConsumerLayers layers, Primitives.IDatagramSink sink) => null;

    /// <summary>Sets its share of the transport's bandwidth, 1 to 255, and returns it; layers are chosen anew at once.</summary>
    public int SetPriority(Primitives.Timestamp now, int priority, Primitives.IDatagramSink sink)
    {
        bool isRaised = priority > Priority;
        Priority = priority;
        Transport.HandleBitrateNeed(now, isRaised, sink);
        return priority;
    }

    /// <summary>Whether lost packets go out again on an RTX stream.</summary>
    public bool HasRtx => OutgoingStreams.Any(static stream => stream.IsRtx);

    /// <summary>Sends a recent packet again on an RTX stream, to probe the path; false when there is none.</summary>
    public bool TrySendDuplicate(Primitives.Timestamp now, Primitives.IDatagramSink sink) => IsActive && _streams.TrySendDuplicate(now, sink);

    /// <summary>Bits per second that the producer sends of what is forwarded.</summary>
    public double GetSourceBitrate(Primitives.Timestamp now) => CurrentSource?.Layers.GetBitrate(now).BitsPerSecond ?? 0;
}
