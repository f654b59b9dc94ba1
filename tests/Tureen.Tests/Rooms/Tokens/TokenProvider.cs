using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tureen.Tests.Rooms.Tokens;

/// <summary>An OpenID Connect provider on loopback: its discovery document, its keys, which it can change, and its tokens.</summary>
internal sealed class TokenProvider : IAsyncDisposable
{
    public const string Audience = "rooms";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private RSA _rsa = RSA.Create(2048);
    private int _keyNumber = 1;

    private TokenProvider(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    /// <summary>Its issuer.</summary>
    public string Authority => RoomsHost.AddressOf(_app).ToString();

    /// <summary>How often its keys were read.</summary>
    public int Reads { get; private set; }

    /// <summary>It answers with an error.</summary>
    public bool IsBroken { get; set; }

    private string KeyId => $"k{_keyNumber}";

    public static async Task<TokenProvider> StartAsync(TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var provider = new TokenProvider(app, time);
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => provider.Answer(
            $$"""{"issuer":"http://{{request.Host}}/","jwks_uri":"http://{{request.Host}}/jwks"}"""));
        app.MapGet("/jwks", provider.ReadKeys);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Signs with a new key from now on, and publishes that one alone.</summary>
    public void ChangeKey()
    {
        _rsa.Dispose();
        _rsa = RSA.Create(2048);
        _keyNumber++;
    }

    /// <param name="changes">Claims that differ from those of a good token.</param>
    /// <param name="otherKey">What signs it in place of the provider's key; null for that one.</param>
    /// <param name="keyId">The name of the key in the token; null for that of the provider's key.</param>
    public string Sign(Dictionary<string, object>? changes = null, RSA? otherKey = null, string? keyId = null)
    {
        Dictionary<string, object> claims = new(StringComparer.Ordinal) { ["sub"] = "ann", ["iss"] = Authority, ["aud"] = Audience };
        foreach ((string name, object value) in changes ?? [])
        {
            claims[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Expires = _time.GetUtcNow().UtcDateTime.AddHours(1),
            SigningCredentials = new SigningCredentials(
                new RsaSecurityKey((otherKey ?? _rsa).ExportParameters(includePrivateParameters: true)) { KeyId = keyId ?? KeyId }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private IResult ReadKeys()
    {
        Reads++;
        RSAParameters parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return Answer(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""");
    }

    private IResult Answer(string text) => IsBroken ? Results.StatusCode(500) : Results.Text(text, "application/json");
}
