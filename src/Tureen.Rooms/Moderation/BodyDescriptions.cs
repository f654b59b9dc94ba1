namespace Tureen.Rooms.Moderation;

/// <summary>Describes the bodies that endpoints read themselves.</summary>
internal static class BodyDescriptions
{
    /// <summary>Among the types of a body. The document of the API need not show it.</summary>
    public const string AnyType = "*/*";

    /// <summary>Says that an endpoint takes an object as JSON. It gets bodies of other types, too, and says what is wrong with them.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder endpoint)
        where T : class
        => endpoint.Accepts<T>(isOptional: true, "application/json", AnyType);
}
