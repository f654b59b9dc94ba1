using Tureen.Ortc;

namespace Tureen;

/// <summary>Makes the capabilities of a router.</summary>
internal static class RouterCapabilities
{
    /// <summary>
    /// mediasoup's, except for the dependency descriptor: mediasoup accepts it and does not offer it to receivers. Without it a browser
    /// decodes no frame of AV1 with several spatial layers.
    /// </summary>
    /// <exception cref="MediasoupTypeException">A codec is invalid.</exception>
    /// <exception cref="UnsupportedException">A codec is not supported.</exception>
    public static RtpCapabilities Generate(IEnumerable<RtpCodecCapability> mediaCodecs)
    {
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(mediaCodecs);
        foreach (RtpHeaderExtension extension in capabilities.HeaderExtensions)
        {
            if (extension.Uri == RtpHeaderExtensionUri.DependencyDescriptor)
            {
                extension.Direction = RtpHeaderExtensionDirection.SendRecv;
            }
        }

        return capabilities;
    }
}
