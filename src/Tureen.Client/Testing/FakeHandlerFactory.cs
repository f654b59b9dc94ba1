using Tureen.Ortc;

namespace Tureen.Client.Testing;

/// <summary>Makes handlers without a media stack, for tests of applications (mediasoup-client <c>FakeHandler.createFactory</c>).</summary>
public sealed class FakeHandlerFactory : IHandlerFactory
{
    private readonly Func<RtpCapabilities> _generateNativeRtpCapabilities;
    private readonly Func<DtlsParameters> _generateLocalDtlsParameters;

    /// <summary>Makes the factory.</summary>
    /// <param name="generateNativeRtpCapabilities">Gives what the media stack can do; <see cref="FakeParameters.NativeRtpCapabilities"/> if not given.</param>
    /// <param name="generateLocalDtlsParameters">Gives the certificate; <see cref="FakeParameters.LocalDtlsParameters"/> if not given.</param>
    public FakeHandlerFactory(Func<RtpCapabilities>? generateNativeRtpCapabilities = null, Func<DtlsParameters>? generateLocalDtlsParameters = null)
    {
        _generateNativeRtpCapabilities = generateNativeRtpCapabilities ?? FakeParameters.NativeRtpCapabilities;
        _generateLocalDtlsParameters = generateLocalDtlsParameters ?? FakeParameters.LocalDtlsParameters;
    }

    /// <summary>The name <c>FakeHandler</c>.</summary>
    public string Name => "FakeHandler";

    /// <inheritdoc/>
    public IHandler Create(HandlerOptions options) => new FakeHandler(options, _generateNativeRtpCapabilities, _generateLocalDtlsParameters);

    /// <inheritdoc/>
    public Task<RtpCapabilities> GetNativeRtpCapabilitiesAsync(TransportDirection direction) => Task.FromResult(_generateNativeRtpCapabilities());
}
