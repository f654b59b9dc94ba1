using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Bench.Fanout;

/// <summary>Who publishes: the keys and the way to the worker.</summary>
internal interface IPublishingPeer
{
    /// <summary>Null before the keys are known.</summary>
    SrtpSender? Srtp { get; }

    TransportTuple Path { get; }
}
