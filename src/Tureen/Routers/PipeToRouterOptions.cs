namespace Tureen;

/// <summary>What is piped to which router, and how (mediasoup PipeToRouterOptions).</summary>
/// <remarks>
/// The options of the transports count only for the first call that joins the two routers; later calls use the existing pair of transports.
/// </remarks>
public sealed record PipeToRouterOptions : SctpTransportOptions
{
    /// <summary>SCTP is on unless it is set otherwise.</summary>
    public PipeToRouterOptions()
    {
        EnableSctp = true;
    }

    /// <summary>The producer to pipe; either this or <see cref="DataProducerId"/>.</summary>
    public string? ProducerId { get; init; }

    /// <summary>The data producer to pipe; either this or <see cref="ProducerId"/>.</summary>
    public string? DataProducerId { get; init; }

    /// <summary>Where to. Another router, of any worker of this process.</summary>
    public required Router Router { get; init; }

    /// <summary>The piped producer has the id of the original, which needs two workers; true unless set.</summary>
    public bool KeepId { get; init; } = true;

    /// <summary>
    /// Where the transports listen, by UDP. Without it no socket is used: packets go from worker to worker in memory, where mediasoup
    /// listens on 127.0.0.1.
    /// </summary>
    public TransportListenInfo? ListenInfo { get; init; }

    /// <summary>Deprecated: where they listen, for older programs.</summary>
    public TransportListenIp? ListenIp { get; init; }

    /// <summary>Lost packets are asked for and sent again; false unless set.</summary>
    public bool EnableRtx { get; init; }

    /// <summary>Media is encrypted with AEAD_AES_256_GCM; false unless set.</summary>
    public bool EnableSrtp { get; init; }
}
