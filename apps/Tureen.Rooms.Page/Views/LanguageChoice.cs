using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The fields in which the user chooses the language: before the call and in it.</summary>
internal static class LanguageChoice
{
    private static readonly string[] Fields = ["join-language", "set-language"];

    /// <summary>Fills them, and lets them work.</summary>
    public static void Start()
    {
        foreach (string field in Fields)
        {
            Element list = Document.ById(field);
            foreach ((string code, string name) in LanguageList.All)
            {
                Element option = Document.Create("option");
                option.SetAttribute("value", code);
                option.SetAttribute("lang", code);
                option.Text = name;
                list.Append(option);
            }

            list.Value = Language.Code;
            list.OnChange(() => _ = PageLanguage.ChooseAsync(list.Value));
            Language.Changed += () => list.Value = Language.Code;
        }
    }
}
