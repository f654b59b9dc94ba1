using Tureen.Ortc;

namespace Tureen;

/// <summary>Where the other PipeTransport is, and its SRTP key.</summary>
public sealed record PipeTransportConnectOptions
{
    /// <summary>Its IP address. Required.</summary>
    public string? Ip { get; init; }

    /// <summary>Its port, 1 to 65535. Required.</summary>
    public int? Port { get; init; }

    /// <summary>Its SRTP parameters, AEAD_AES_256_GCM. Required with SRTP, and must not be given without.</summary>
    public SrtpParameters? SrtpParameters { get; init; }
}
