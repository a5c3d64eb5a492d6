/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsDesk"

#include "config.h"

#include "comms-occasions.h"

#include "comms-occasion.h"
#include "comms-record-table.h"

typedef struct
{
  int month;
  int day;
  CommsScope scope;
  int lead_days;
  const char *name;
  const char *name_ur;
  const char *hashtag;
  const char *hashtag_ur;
} Day;

#define NATIONAL COMMS_SCOPE_NATIONAL
#define UN COMMS_SCOPE_UNITED_NATIONS

/* The public holidays have their dates by notification, the observances by resolution of the
 * General Assembly or of an agency. Moon-sighted days are entered when they are announced. */
static const Day days[] = {
  { 1, 24, UN, 7, "International Day of Education", "تعلیم کا عالمی دن", "#EducationDay",
    "#تعلیم_کا_دن" },
  { 2, 5, NATIONAL, 14, "Kashmir Solidarity Day", "یومِ یکجہتیِ کشمیر", "#KashmirSolidarityDay",
    "#یوم_یکجہتی_کشمیر" },
  { 2, 20, UN, 7, "World Day of Social Justice", "سماجی انصاف کا عالمی دن", "#SocialJusticeDay",
    "#سماجی_انصاف" },
  { 3, 8, UN, 30, "International Women’s Day", "خواتین کا عالمی دن", "#IWD", "#خواتین_کا_دن" },
  { 3, 21, UN, 10, "Day for the Elimination of Racial Discrimination", "نسلی امتیاز کے خاتمے کا دن",
    "#FightRacism", "#نسلی_امتیاز" },
  { 3, 23, NATIONAL, 21, "Pakistan Day", "یومِ پاکستان", "#PakistanDay", "#یوم_پاکستان" },
  { 4, 2, UN, 7, "World Autism Awareness Day", "آٹزم سے آگاہی کا عالمی دن", "#AutismAwareness",
    "#آٹزم" },
  { 5, 1, NATIONAL, 14, "Labour Day", "یومِ مزدور", "#LabourDay", "#یوم_مزدور" },
  { 5, 3, UN, 7, "World Press Freedom Day", "آزادیِ صحافت کا عالمی دن", "#WorldPressFreedomDay",
    "#آزادی_صحافت" },
  { 5, 28, NATIONAL, 7, "Youm-e-Takbeer", "یومِ تکبیر", "#YoumeTakbeer", "#یوم_تکبیر" },
  { 6, 12, UN, 14, "World Day Against Child Labour", "بچوں کی مشقت کے خلاف عالمی دن",
    "#NoChildLabour", "#بچوں_کی_مشقت" },
  { 6, 20, UN, 10, "World Refugee Day", "پناہ گزینوں کا عالمی دن", "#WorldRefugeeDay",
    "#پناہ_گزین" },
  { 6, 26, UN, 10, "Day in Support of Victims of Torture", "تشدد کے متاثرین کی حمایت کا دن",
    "#TortureVictimsDay", "#تشدد_کے_خلاف" },
  { 7, 30, UN, 10, "World Day Against Trafficking in Persons", "انسانی اسمگلنگ کے خلاف عالمی دن",
    "#EndHumanTrafficking", "#انسانی_اسمگلنگ" },
  { 8, 11, NATIONAL, 21, "National Minorities Day", "اقلیتوں کا قومی دن", "#MinoritiesDay",
    "#اقلیتوں_کا_دن" },
  { 8, 14, NATIONAL, 30, "Independence Day", "یومِ آزادی", "#Aug14", "#یوم_آزادی" },
  { 9, 6, NATIONAL, 7, "Defence Day", "یومِ دفاع", "#DefenceDay", "#یوم_دفاع" },
  { 9, 15, UN, 7, "International Day of Democracy", "جمہوریت کا عالمی دن", "#DemocracyDay",
    "#جمہوریت" },
  { 9, 21, UN, 7, "International Day of Peace", "امن کا عالمی دن", "#PeaceDay", "#امن_کا_دن" },
  { 9, 28, UN, 10, "International Day for Universal Access to Information",
    "معلومات تک رسائی کا عالمی دن", "#AccessToInfoDay", "#حق_معلومات" },
  { 10, 10, UN, 10, "World Mental Health Day", "ذہنی صحت کا عالمی دن", "#WorldMentalHealthDay",
    "#ذہنی_صحت" },
  { 10, 11, UN, 14, "International Day of the Girl Child", "بچیوں کا عالمی دن", "#DayOfTheGirl",
    "#بچیوں_کا_دن" },
  { 10, 24, UN, 7, "United Nations Day", "یومِ اقوامِ متحدہ", "#UNDay", "#اقوام_متحدہ" },
  { 11, 9, NATIONAL, 14, "Iqbal Day", "یومِ اقبال", "#IqbalDay", "#یوم_اقبال" },
  { 11, 16, UN, 7, "International Day for Tolerance", "رواداری کا عالمی دن", "#ToleranceDay",
    "#رواداری" },
  { 11, 20, UN, 21, "World Children’s Day", "بچوں کا عالمی دن", "#WorldChildrensDay",
    "#بچوں_کا_دن" },
  { 11, 25, UN, 21, "Day for the Elimination of Violence against Women",
    "خواتین پر تشدد کے خاتمے کا دن", "#16Days", "#سولہ_دن" },
  { 12, 1, UN, 7, "World AIDS Day", "ایڈز کا عالمی دن", "#WorldAIDSDay", "#ایڈز_کا_دن" },
  { 12, 2, UN, 7, "International Day for the Abolition of Slavery", "غلامی کے خاتمے کا عالمی دن",
    "#EndSlavery", "#غلامی_کا_خاتمہ" },
  { 12, 3, UN, 14, "International Day of Persons with Disabilities", "معذور افراد کا عالمی دن",
    "#IDPD", "#معذور_افراد_کا_دن" },
  { 12, 9, UN, 10, "International Anti-Corruption Day", "انسدادِ بدعنوانی کا عالمی دن",
    "#UnitedAgainstCorruption", "#بدعنوانی_کے_خلاف" },
  { 12, 10, UN, 30, "Human Rights Day", "انسانی حقوق کا عالمی دن", "#HumanRightsDay",
    "#انسانی_حقوق_کا_دن" },
  { 12, 18, UN, 10, "International Migrants Day", "مہاجرین کا عالمی دن", "#MigrantsDay",
    "#مہاجرین_کا_دن" },
  { 12, 20, UN, 7, "International Human Solidarity Day", "انسانی یکجہتی کا عالمی دن",
    "#SolidarityDay", "#یکجہتی" },
  { 12, 25, NATIONAL, 21, "Quaid’s Day", "یومِ قائد", "#QuaidDay", "#یوم_قائد" },
};

gboolean
comms_occasions_seed (CommsTx *tx, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (CommsOccasion) occasion =
        g_object_new (COMMS_TYPE_OCCASION, "name", days[i].name, "name-ur", days[i].name_ur,
                      "scope", days[i].scope, "month", (gint64) days[i].month, "day",
                      (gint64) days[i].day, "hashtag", days[i].hashtag, "hashtag-ur",
                      days[i].hashtag_ur, "lead-days", (gint64) days[i].lead_days, NULL);

      if (!comms_record_table_save (tx->db, COMMS_RECORD (occasion), error))
        return FALSE;
    }

  return TRUE;
}
