using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;

namespace Tureen.Rooms.Tokens;

/// <summary>Checks tokens: their signature by the operator's key or by the keys that an OpenID Connect provider publishes, their times, and their claims.</summary>
internal sealed class TokenValidator : IDisposable
{
    /// <summary>How much the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = SecurityLimits.MaxAccessTokenLength };
    private readonly TokenValidationParameters? _parameters;
    private readonly ProviderKeys? _provider;
    private readonly TimeProvider _time;

    public TokenValidator(TureenRoomsOptions options, TimeProvider time, PacedLoggerFactory? loggers = null)
    {
        _time = time;
        _provider = options is { TokenKey: null, TokenAuthority: { } address }
            ? new ProviderKeys(new Uri(address), time, loggers?.CreateLogger<TokenValidator>())
            : null;
        _parameters = options switch
        {
            { TokenKey: { } key } => ForKey(key, options.TokenAudience),
            _ => _provider is null ? null : ForAuthority(options.TokenAudience),
        };
    }

    /// <summary>There is a key, or somebody who publishes keys.</summary>
    public bool IsConfigured => _parameters is not null;

    /// <summary>Checks a token. Never throws.</summary>
    public async Task<TokenVerdict> ValidateAsync(string token)
    {
        if (_provider is null)
        {
            return VerdictOf(await _handler.ValidateTokenAsync(token, _parameters));
        }

        if (await _provider.GetAsync() is not { } keys)
        {
            return TokenVerdict.Refused("the keys of the provider of tokens cannot be read now");
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, With(keys));
        return result.Exception is SecurityTokenSignatureKeyNotFoundException && await _provider.FindNewerAsync(keys) is { } newer
            ? VerdictOf(await _handler.ValidateTokenAsync(token, With(newer)))
            : VerdictOf(result);
    }

    public void Dispose() => _provider?.Dispose();

    /// <summary>Checks a token that must be good for a room. Never throws.</summary>
    public async Task<TokenVerdict> ValidateAsync(string token, string roomId)
    {
        TokenVerdict verdict = await ValidateAsync(token);
        return verdict.Room is { } room && room != roomId ? TokenVerdict.Refused("the token is for another room") : verdict;
    }

    private static TokenVerdict VerdictOf(TokenValidationResult result) =>
        result.IsValid ? Read((JsonWebToken)result.SecurityToken) : TokenVerdict.Refused(ReasonOf(result.Exception));

    private static string ReasonOf(Exception? exception) => exception switch
    {
        SecurityTokenInvalidLifetimeException => "the token has expired, is not valid yet, or has no end",
        SecurityTokenInvalidAudienceException => "the token is for another service",
        SecurityTokenInvalidIssuerException => "the token is of another provider",
        SecurityTokenInvalidAlgorithmException => "the token is signed with an algorithm that is not taken here",
        SecurityTokenInvalidSignatureException => "no key that is known here has signed the token",
        _ => "the token is not valid",
    };

    private static TokenVerdict Read(JsonWebToken token)
    {
        string? identity = Find(token, TokenClaims.Subject);
        string? name = Find(token, TokenClaims.Name);
        if (string.IsNullOrEmpty(identity) || IsTooLong(identity) || IsTooLong(name) || IsTooLong(Find(token, TokenClaims.Role)))
        {
            return TokenVerdict.Refused("the token names nobody, or a name in it is too long");
        }

        // Names that are unknown here may be grants of a later version, or scopes of the provider.
        RoomGrants grants = RoomGrants.None;
        foreach (Claim claim in token.Claims.Where(static claim => claim.Type == TokenClaims.Grants))
        {
            foreach (string text in claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                grants |= TokenClaims.TryParse(text, out RoomGrants grant) ? grant : RoomGrants.None;
            }
        }

        bool hasGrants = token.TryGetClaim(TokenClaims.Grants, out _);
        return new TokenVerdict(
            new RoomRights
            {
                Identity = identity,
                Name = name,
                Role = Find(token, TokenClaims.Role),
                Grants = hasGrants ? grants : RoomGrants.Participant,
                ValidUntil = new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            },
            Find(token, TokenClaims.Room),
            null);
    }

    private static bool IsTooLong(string? text) => text is not null && Encoding.UTF8.GetByteCount(text) > RoomLimits.MaxIdLength;

    private static string? Find(JsonWebToken token, string claim) => token.TryGetClaim(claim, out Claim found) ? found.Value : null;

    private TokenValidationParameters With(OpenIdConnectConfiguration keys)
    {
        TokenValidationParameters parameters = _parameters!.Clone();
        parameters.ValidIssuer = keys.Issuer;
        parameters.IssuerSigningKeys = keys.SigningKeys;
        return parameters;
    }

    private TokenValidationParameters ForKey(string key, string? audience) => Common(audience, [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512], parameters =>
    {
        parameters.ValidateIssuer = false;
        parameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));
    });

    private TokenValidationParameters ForAuthority(string? audience) => Common(
        audience,
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        ],
        static _ => { });

    private TokenValidationParameters Common(string? audience, string[] algorithms, Action<TokenValidationParameters> configure)
    {
        var parameters = new TokenValidationParameters
        {
            ValidateAudience = audience is not null,
            ValidAudience = audience,
            ValidAlgorithms = algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires),
        };
        configure(parameters);
        return parameters;
    }

    private bool IsNow(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && !(notBefore > now + ClockSkew);
    }
}
