using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Producers and consumers whose parameters a layer above has negotiated by rules of its own.</summary>
public abstract partial class Transport
{
    /// <summary>Makes a producer of ready parameters.</summary>
    /// <param name="kind">Audio or video.</param>
    /// <param name="parameters">What the peer sends.</param>
    /// <param name="mapping">Under which numbers it is forwarded.</param>
    /// <param name="consumable">What consumers can get of it.</param>
    /// <param name="options">The rest.</param>
    internal Task<Producer> ProduceAsync(
        MediaKind kind, RtpParameters parameters, RtpMapping mapping, RtpParameters consumable, NegotiatedProducerOptions options)
    {
        var core = new ProducerCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Kind = kind,
            RtpParameters = parameters.Clone(),
            RtpMapping = mapping,
            KeyFrameRequestDelay = options.KeyFrameRequestDelay,
            Paused = options.IsPaused,
            ExtensionIds = Router.ExtensionIds,
            RaisesUnnamedStream = options.RaisesUnnamedStream,
        };
        return Media.ProduceAsync(core, parameters, consumable, appData: null);
    }

    /// <summary>Begins to send plain copies of RTP and RTCP to an address.</summary>
    internal async Task StartMirrorAsync(MirrorTarget target)
    {
        ListenParameters listen = ListenInfoCheck.Resolve(target.Listen);
        NetworkAddress remote = NetworkAddress.From(target.RemoteIp, target.RemotePort);
        var options = new PacketMirrorOptions(target.SendRtp, target.SendRtcp, target.RecvRtp, target.RecvRtcp);
        await Command((core, _, _) => core.StartMirror(listen, remote, options)).ConfigureAwait(false);
    }

    /// <summary>Stops sending the copies.</summary>
    internal Task StopMirrorAsync() => Command(static (core, _, _) => core.Mirror.Stop());

    /// <summary>Makes a consumer of ready parameters, which reports its first packet if it has one stream.</summary>
    internal Task<Consumer> ConsumeAsync(Producer producer, RtpParameters parameters, bool isPaused, ConsumerLayers? preferredLayers) =>
        Media.ConsumeAsync(
            producer,
            new ConsumerCoreOptions
            {
                Id = Guid.NewGuid().ToString(),
                Kind = producer.Kind,
                Type = producer.ConsumerType,
                RtpParameters = parameters,
                ConsumableEncodings = producer.ConsumableRtpParameters.Encodings,
                Paused = isPaused,
                PreferredLayers = preferredLayers,
                WritesMid = false,
                RaisesStart = true,
            },
            appData: null);
}
