using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Tokens;

/// <summary>
/// The keys that an OpenID Connect provider publishes. They are read again after a while, and when a token has a key that nobody knows, because a provider
/// changes its keys. Thread-safe.
/// </summary>
internal sealed class ProviderKeys : IDisposable
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    private readonly HttpClient _http = new() { Timeout = SecurityLimits.ProviderTimeout };
    private readonly HttpDocumentRetriever _documents;
    private readonly TimeProvider _time;
    private readonly ILogger? _logger;
    private readonly string _address;
    private readonly Lock _gate = new();
    private Task? _reading;
    private long? _askedAt;
    private long _readAt;
    private volatile OpenIdConnectConfiguration? _current;

    public ProviderKeys(Uri authority, TimeProvider time, ILogger? logger)
    {
        _time = time;
        _logger = logger;
        _address = authority.ToString().TrimEnd('/') + MetadataPath;
        _documents = new HttpDocumentRetriever(_http) { RequireHttps = !authority.IsLoopback };
    }

    /// <summary>The keys and the name of the provider; null when they could not be read yet.</summary>
    public async Task<OpenIdConnectConfiguration?> GetAsync()
    {
        if (_current is null || _time.GetElapsedTime(Volatile.Read(ref _readAt)) > SecurityLimits.ProviderKeyLifetime)
        {
            await ReadIfDueAsync();
        }

        return _current;
    }

    /// <summary>Those that are not the known ones: of a moment ago, or read again now. Null when there are none.</summary>
    public async Task<OpenIdConnectConfiguration?> FindNewerAsync(OpenIdConnectConfiguration known)
    {
        if (ReferenceEquals(_current, known))
        {
            await ReadIfDueAsync();
        }

        return ReferenceEquals(_current, known) ? null : _current;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Callers of the same moment share one attempt, and the next one comes after a pause.</summary>
    private Task ReadIfDueAsync()
    {
        lock (_gate)
        {
            if (_reading is { IsCompleted: false })
            {
                return _reading;
            }

            if (_askedAt is { } askedAt && _time.GetElapsedTime(askedAt) < SecurityLimits.ProviderPause)
            {
                return Task.CompletedTask;
            }

            _askedAt = _time.GetTimestamp();
            return _reading = ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            OpenIdConnectConfiguration read = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, CancellationToken.None);
            Volatile.Write(ref _readAt, _time.GetTimestamp());
            _current = read;
        }
        catch (Exception exception)
        {
            // Keys that are known stay good meanwhile.
            _logger?.LogWarning("The keys of the OpenID Connect provider cannot be read at {Address}: {Reason}", _address, exception.GetBaseException().Message);
        }
    }
}
