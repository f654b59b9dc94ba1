using System.Runtime.InteropServices.JavaScript;

namespace Tureen.Rooms.Page.Dom;

/// <summary>The page's document: what `page.js` offers.</summary>
internal static partial class Document
{
    /// <summary>The name of `page.js` as a module.</summary>
    public const string Module = "page";

    public static string Address
    {
        get => GetAddress();
        set => SetAddress(value);
    }

    public static string UserAgent => GetAgent();

    public static Element ById(string id) => new(GetById(id));

    /// <summary>A new element after a template.</summary>
    public static Element Clone(string templateId) => new(CloneTemplate(templateId));

    public static Element Create(string name) => new(CreateElement(name));

    /// <summary>Shows one of the three views: loading, join or room.</summary>
    [JSImport("view", Module)]
    public static partial void Show(string view);

    [JSImport("setTitle", Module)]
    public static partial void SetTitle(string title);

    /// <summary>
    /// Calls back with each key that is pressed alone and outside of fields, and with Escape anywhere. If the callback returns true, the browser
    /// does nothing.
    /// </summary>
    [JSImport("onKey", Module)]
    public static partial void OnKey([JSMarshalAs<JSType.Function<JSType.String, JSType.Boolean>>] Func<string, bool> callback);

    /// <summary>
    /// Calls back when a key goes down outside of fields and buttons, with true, and when it goes up, with false. If the callback returns false,
    /// the key does not count.
    /// </summary>
    [JSImport("onHold", Module)]
    public static partial void OnHold(string key, [JSMarshalAs<JSType.Function<JSType.Boolean, JSType.Boolean>>] Func<bool, bool> callback);

    /// <summary>Calls back when the page goes.</summary>
    [JSImport("onLeave", Module)]
    public static partial void OnLeave([JSMarshalAs<JSType.Function>] Action callback);

    /// <summary>Puts a text on the clipboard; fails where the browser does not allow it.</summary>
    [JSImport("copy", Module)]
    public static partial Task CopyAsync(string value);

    /// <summary>What the browser keeps for this site; null when nothing.</summary>
    [JSImport("stored", Module)]
    public static partial string? Stored(string key);

    [JSImport("store", Module)]
    public static partial void Store(string key, string value);

    [JSImport("byId", Module)]
    private static partial JSObject GetById(string id);

    [JSImport("clone", Module)]
    private static partial JSObject CloneTemplate(string templateId);

    [JSImport("create", Module)]
    private static partial JSObject CreateElement(string name);

    [JSImport("address", Module)]
    private static partial string GetAddress();

    [JSImport("setAddress", Module)]
    private static partial void SetAddress(string url);

    [JSImport("agent", Module)]
    private static partial string GetAgent();
}
