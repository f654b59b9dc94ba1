using Tureen.Client;
using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Devices;

/// <summary>A browser that has the handlers of one name.</summary>
internal sealed class FakePlatform(BuiltinHandlerName known, string userAgent) : IHandlerPlatform
{
    public BrowserIdentity Identity { get; } = new() { UserAgent = userAgent };

    public IReadOnlyDictionary<string, bool>? ForcedRtpExtensions { get; private set; }

    public IHandlerFactory? CreateFactory(BuiltinHandlerName name, IReadOnlyDictionary<string, bool>? forcedRtpExtensions)
    {
        ForcedRtpExtensions = forcedRtpExtensions;
        return name == known ? new FakeHandlerFactory() : null;
    }
}
