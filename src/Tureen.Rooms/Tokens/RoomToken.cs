using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms;

/// <summary>Lets somebody into a room, as a JSON Web Token (RFC 7519) that is signed with the key of <see cref="TureenRoomsOptions.TokenKey"/>.</summary>
public sealed record RoomToken
{
    /// <summary>The room; null for every room.</summary>
    public string? Room { get; init; }

    /// <summary>Who gets the token.</summary>
    public required string Identity { get; init; }

    /// <summary>The name that others see; null when the client chooses it.</summary>
    public string? Name { get; init; }

    /// <summary>A word of the application's; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>What the token allows.</summary>
    public RoomGrants Grants { get; init; } = RoomGrants.Participant;

    /// <summary>How long it lets somebody in. Who is in a room when it ends leaves it, unless the client renews it.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Writes the token.</summary>
    /// <param name="key">The key of the server.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <returns>Its compact form, for the query <c>token</c> of a WebSocket or the header <c>Authorization</c>.</returns>
    public string Write(string key, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        DateTime now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        Dictionary<string, object> claims = new(StringComparer.Ordinal)
        {
            [TokenClaims.Subject] = Identity,
            [TokenClaims.Grants] = string.Join(' ', TokenClaims.NamesOf(Grants)),
        };
        Add(TokenClaims.Room, Room);
        Add(TokenClaims.Name, Name);
        Add(TokenClaims.Role, Role);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + ValidFor,
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                claims[name] = value;
            }
        }
    }
}
