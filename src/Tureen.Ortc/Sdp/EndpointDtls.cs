namespace Tureen.Ortc.Sdp;

/// <summary>The DTLS parameters of a browser, read out of its description (RFC 8842).</summary>
internal static class EndpointDtls
{
    /// <param name="description">The browser's offer or answer.</param>
    /// <param name="role">The role that it will have, independent of its offer.</param>
    public static DtlsParameters Read(SessionDescription description, DtlsRole role)
    {
        SdpMedia? media = description.Media.FirstOrDefault(media => media.Port != 0);
        _ = description.Session.Attribute("setup") ?? media?.Attribute("setup")
            ?? throw new InvalidOperationException("The description has no a=setup.");
        string fingerprint = description.Session.Attribute("fingerprint") ?? media?.Attribute("fingerprint")
            ?? throw new InvalidOperationException("The description has no a=fingerprint.");
        string[] parts = fingerprint.Split(' ', 2);
        return new DtlsParameters
        {
            Role = role,
            Fingerprints =
            [
                new DtlsFingerprint
                {
                    Algorithm = WireEnum.Parse<FingerprintAlgorithm>(parts[0]),
                    Value = parts.Length > 1 ? parts[1] : "",
                },
            ],
        };
    }
}
